/** Test servers that replace chat services: they keep state, enforce the documented rules, and fail as they are asked to. */
package dev.jenvoy.contract.chat.standin;
