/** Real chat and mail servers for tests, each of a Debian package, and clients that look at them from outside. */
@org.jspecify.annotations.NullMarked
package dev.jenvoy.contract.chat.service;
