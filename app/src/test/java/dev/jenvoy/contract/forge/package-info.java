/** Reports to forges, and deliveries that they are asked to send again. */
@NullMarked
package dev.jenvoy.contract.forge;

import org.jspecify.annotations.NullMarked;
