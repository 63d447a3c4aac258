"""Floor 1: who exists — regions, departments with their names, codes and reorganisations, officials' identity."""
