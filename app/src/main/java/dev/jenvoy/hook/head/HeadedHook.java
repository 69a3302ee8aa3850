package dev.jenvoy.hook.head;

import dev.jenvoy.hook.Hook;

/** A hook with the head that its file had. */
public record HeadedHook(Hook hook, HookHead head) {}
