"""
Who somebody is: guests, accounts, whom another login vouches for, and back ends.
"""
