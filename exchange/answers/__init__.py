"""Signed answers of screening（比对签名答复）: what a comparison answered, numbered and signed, for a system outside."""
