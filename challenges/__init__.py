"""The subject's remedy against the source document itself（源文书变动）, and what follows here from its end. procedures A.3"""
