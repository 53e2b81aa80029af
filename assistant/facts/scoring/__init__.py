"""What each indicator should score by the rules of the locality: computed beside the declared scores, never instead of them."""
