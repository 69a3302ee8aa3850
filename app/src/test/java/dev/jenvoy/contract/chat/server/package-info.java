/** Tests of chat in a real server, whose rooms are at stand-ins of the services. */
package dev.jenvoy.contract.chat.server;
