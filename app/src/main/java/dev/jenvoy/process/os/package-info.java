/** System calls, signals, the process table and the form of program files. Used by {@code process} alone. */
@NullMarked
package dev.jenvoy.process.os;

import org.jspecify.annotations.NullMarked;
