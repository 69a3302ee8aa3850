/** Tests of the chat services against their stand-ins. */
package dev.jenvoy.contract.chat;
