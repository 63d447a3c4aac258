"""Credit repair（信用修复）of a dishonesty record."""
