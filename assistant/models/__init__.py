"""Chat models: one seam (`chat.ChatModel`), one real client (`openai_chat`), one public fake (`scripted`).

    chat         what a model is for the rest of the program: messages in, pieces of text and one Usage out
    open         the model that the settings name, guarded
    guarded      ends useless answers while they stream: repetition (loops), nonanswers (refusals, languages, garbage)
    structured   an answer as a pydantic value, read by lenient_json
    openai_chat  any OpenAI-compatible endpoint, through LangChain
    gguf         a GGUF file served in this process by llama.cpp, used through openai_chat
    warming      requests with one beginning: the first goes ahead, the others reuse what the server has read
    thinking     <think>…</think> taken out of a stream
    retries      which failures are worth another try, and when
    faults       every vendor exception → assistant.errors
    complaints   what the user is told, in Chinese
    scripted     replies prepared in advance, for tests and demonstrations

This package knows nothing of reports. Importing it is instant: LangChain is loaded when a model is opened.
"""
