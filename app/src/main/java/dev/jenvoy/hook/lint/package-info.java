/**
 * What can be said about the files of a hooks folder: what each answers to, what is wrong with it, why a delivery runs it or
 * not. Runs nothing.
 */
@NullMarked
package dev.jenvoy.hook.lint;

import org.jspecify.annotations.NullMarked;
