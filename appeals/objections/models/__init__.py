from appeals.objections.models.objections import Objection
from common.history import track

track(Objection, exclude=("applicant_hash", "query_code_hash"))

__all__ = ["Objection"]
