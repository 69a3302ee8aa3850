/** Amazon SNS, and AWS CodeCommit by way of it. */
@NullMarked
package dev.jenvoy.sender.sns;

import org.jspecify.annotations.NullMarked;
