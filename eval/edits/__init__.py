"""Do edits by instruction do what was asked, and nothing else? `python -m eval edits`.

    python -m eval edits --run DIR [--model] [--no-scripted] [--only ID …] [-o RESULT]

Thirty instructions in plain Chinese (instructions.yaml) and twenty commands that need no model (commands.yaml), on drafts
that the offline composer writes of the sample projects. Each goes through the editor as the workspace calls it, with
nobody behind it (`offline`), with scripted answers (`good`: what was asked for; eleven faults of weak models; nine
answers that are no edits or attacks) and, with --model, with the model of the settings. The laws (laws.py) must hold
whatever a model answers; the effect that was asked for is counted apart.

Each answer is written into the run's folder at once: stop it when you like, the same command goes on where it was. A
model that fails leaves the case for the next run; three failures in a row end this one. -o writes RESULT.json and RESULT.md.
On a small machine set ASSISTANT_TIMEOUT_SECONDS=900. Seconds depend on what else the machine does.
"""
