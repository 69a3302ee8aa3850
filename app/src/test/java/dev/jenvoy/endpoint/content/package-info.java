@org.jspecify.annotations.NullUnmarked
package dev.jenvoy.endpoint.content;
