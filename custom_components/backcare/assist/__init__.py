"""Assist: the sentences that BackCare understands, its answers, and the tools of a language model.

Layers, each knowing only those before it:

    templates     the sentences of each language, from the files in sentences/
    languages     the languages that are in use
    triggers      the sentences as templates of Home Assistant's trigger
    requests      what a sentence asks for
    vocabulary    recognizes a sentence and its values
    registration  registers the sentences, with the names and languages in use
    people        finds the person of a sentence: by name, as the speaker, or as the only one
    rights        the right that each sentence needs
    questions     a question whose answer is understood for a while
    status        answers questions about a person
    commands      carries out commands and answers them
    replies       carries out any request
    conversation  receives sentences from Home Assistant
    tool_values   reads the values of a language model's tools
    tools         the tools of a language model, a row for each command
    tool_answers  the answers of the tools
"""
