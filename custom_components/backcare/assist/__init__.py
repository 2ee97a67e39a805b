"""Assist: the sentences that BackCare understands, its answers, and the tools of a language model.

Layers, each knowing only those before it:

    templates     the sentences of each language, from the files in sentences/
    languages     the languages that are in use
    triggers      the sentences as Home Assistant wants them
    requests      what a sentence asks for
    vocabulary    recognizes a sentence and its values
    registration  the sentences as they are registered, with the names and languages in use
    people        the person of a sentence: by name, as the speaker, or as the only one
    rights        what each sentence asks of the speaker
    questions     a question whose answer is understood for a while
    status        the answers to questions
    commands      carries out a command and answers it
    replies       which of these a sentence asks for
    conversation  receives sentences from Home Assistant
    tools         the tools of a language model, a row for each command
    tool_answers  the answers of the tools
"""
