/** Commands about registered endpoints. */
@NullMarked
package dev.jenvoy.cli.endpoint;

import org.jspecify.annotations.NullMarked;
