"""Translation of outside files into staged rows; the child process that parses imports neither Django nor settings."""
