"""
RFC 6455 and RFC 7692 conformance: the Autobahn Testsuite's cases against chatd's own classes, which echo here.
"""
