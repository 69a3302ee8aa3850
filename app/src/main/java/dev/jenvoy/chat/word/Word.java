package dev.jenvoy.chat.word;

/** One word of a route: an event that it wants or does not want, or a condition for all of its events. */
sealed interface Word permits EventWord, Condition {}
