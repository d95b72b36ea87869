/** What the tests of both services ask of their OpenAPI documents. */
package io.dinggate.platform.openapi;
