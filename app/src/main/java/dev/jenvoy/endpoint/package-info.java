/**
 * Registered endpoints: addresses for one repository of one sender each, with a secret of their own that rests
 * encrypted. A decorator round the sender's own class; knows nothing of how a request is read or a delivery run.
 */
@NullMarked
package dev.jenvoy.endpoint;

import org.jspecify.annotations.NullMarked;
