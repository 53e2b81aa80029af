"""From a question to passages: by meaning and by words, blended, boosted, spread over documents."""
