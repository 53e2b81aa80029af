"""Measures of a text against facts, against shown passages, and against what people wrote. Plain values in, plain values out.

None of them knows variants or runs. Each is a small frozen value with counts, so that counts can be added up over
sections before a share is taken.
"""
