/** Bitbucket Cloud, Server and Data Center. */
@NullMarked
package dev.jenvoy.sender.bitbucket;

import org.jspecify.annotations.NullMarked;
