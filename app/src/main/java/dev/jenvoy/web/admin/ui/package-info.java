/** The files of the page, and the description of the API. */
@NullMarked
package dev.jenvoy.web.admin.ui;

import org.jspecify.annotations.NullMarked;
