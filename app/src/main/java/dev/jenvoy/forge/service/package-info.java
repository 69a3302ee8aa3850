/**
 * What all forges have in common: the contract of a forge, its requests with their credentials and pauses, and what a refusal
 * means. Knows no forge.
 */
@NullMarked
@CheckReturnValue
package dev.jenvoy.forge.service;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
