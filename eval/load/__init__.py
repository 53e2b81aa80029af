"""Does the workspace hold under load, and through kills? `python -m eval load`.

    python -m eval load kills [--rounds 50] [--server] [-o RESULT]        kill -9 at random moments of drafting and editing
    python -m eval load sessions [--sessions 20] [--login] [-o RESULT]    many people at once on one server, beside one

`kills` (killing.py): a worker process drafts with a scripted model server and edits what is written, by hand and by
instruction; it says what was accepted, and is killed at a random moment, again and again. Then every text that it said
must be in the database exactly once, drafts must go on, and nothing that was finished may be asked for again. With
--server it is a real server that is killed, visited over HTTP (over_http.py).

`sessions` (sessions.py): real server, real HTTP, as a browser's page asks (people.py, browser.py); each person has a
project of their own with a marker in its facts, which nobody else may ever be shown; with --login an account of their
own too. The people run on the same machine as the server. Seconds depend on the machine: read them beside the same
actions of one person alone, measured in the same run.
"""
