"""Assist: what can be said to BackCare, what it answers, and the tools of a language model.

Layers, each knowing only those before it:

    sentences     what can be said, in each language
    vocabulary    what a sentence means
    people        which person is meant: by name, as who speaks, or as the only one
    dialogues     what a sentence makes happen, and the answer to it
    conversation  takes sentences from Home Assistant, and answers whatever happens
    tools         the tools of a language model, a row for each command
    tool_answers  what the tools answer
"""
