"""What a template says of one field: its meaning, an example, the rule behind it（pure）."""

from dataclasses import dataclass

POLICY = "苏政发〔2023〕55号"


@dataclass(frozen=True)
class Explanation:
    meaning: str
    example: str
    basis: str
