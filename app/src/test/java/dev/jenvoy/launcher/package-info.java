/**
 * Tests of the launcher as a process, in temporary folders: with replacements for Java and Maven that record their
 * arguments, and once with the real ones.
 */
@NullMarked
package dev.jenvoy.launcher;

import org.jspecify.annotations.NullMarked;
