/** Lists the senders that come with the server. The only package that knows all of them. */
@NullMarked
package dev.jenvoy.sender.registry;

import org.jspecify.annotations.NullMarked;
