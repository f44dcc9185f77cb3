"""
Who somebody is: guests here; accounts and tokens of other issuers beside them.
"""
