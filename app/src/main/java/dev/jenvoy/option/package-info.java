/**
 * How a feature declares the keys of its configuration. A key names its type, range and default once; reading, the
 * shown configuration and the rules of a live change follow from the declaration. The package knows no feature.
 */
@NullMarked
package dev.jenvoy.option;

import org.jspecify.annotations.NullMarked;
