"""Is what a report says true, and by which guard? Every way of writing, on the same facts and past passages.

    python -m eval faithfulness generate --run DIR [--variants …] [--facts …] [--pack P] [--sections N] [--model weak]
    python -m eval faithfulness score --run DIR [-o RESULT]

`generate` writes one JSON file for each (variant, facts, pack) into the run's folder, section by section: stop it when
you like, the same command goes on where it was. `score` reads what is there and prints Markdown tables; -o writes
RESULT.json, RESULT.md and RESULT.png.

How to run it with a real model. Fill a library of its own with the sample reports, `ASSISTANT_HOME=HOME assistant
ingest corpus`, and name the model as for the program (`ASSISTANT_BASE_URL`, `ASSISTANT_API_KEY`, `ASSISTANT_MODEL`,
or `ASSISTANT_GGUF`). Then `ASSISTANT_HOME=HOME python -m eval faithfulness generate --run RUN --pack yunnan` asks for
four sections of ten projects in each of the variants; sections of one report are asked one after another, so that a
server's prefix cache holds their shared beginning. On a small machine begin with `--variants offline plain-rag
pipeline` (about a minute a section with a 1.5B model on two cores) and add ablations on a few `--facts`: `score`
compares each variant with plain RAG on the sections that both have. Where the machine is busy, set
`ASSISTANT_TIMEOUT_SECONDS=900`: a section that times out is left for the next run, three in a row end this one. How
much a prefix cache saves grows with the sections of a report; `--sections 99 --facts ONE` in a run of its own asks
for whole reports. `--model weak` needs no server: a scripted model with the faults of weak ones, as in CI. Seconds
depend on what else the machine does; figures, tokens and texts do not.
"""
