"""What the pipeline costs beside the model: wall time against a bare client, prompt tokens against plain RAG, review speed."""
