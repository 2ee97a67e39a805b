"""Assist: what can be said to BackCare, and what it answers.

Layers, each knowing only those before it:

    sentences  what can be said, in each language
    hearing    what a sentence means
    replies    what it makes happen, and what is said of that
    voice      hears, and has an answer whatever happens
"""
