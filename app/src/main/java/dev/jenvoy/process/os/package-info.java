/** System calls, signals, the process table and the format of program files. Used by {@code process} only. */
@NullMarked
package dev.jenvoy.process.os;

import org.jspecify.annotations.NullMarked;
