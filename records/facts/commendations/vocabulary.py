from organisations.vocabulary import Level

HONOUR_LEVELS = [("national", "国家级"), *Level.choices]
