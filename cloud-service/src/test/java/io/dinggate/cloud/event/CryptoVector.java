package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.EventKeys;

/** Known answers: V1 to V5 made with DingTalk's own library, D1 and D2 printed in its documents. */
enum CryptoVector {
  V1(
      "123456",
      "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij",
      "suite4xxxxxxxxxxxxxxx",
      "1783610513000",
      "Wd3kQx9Z",
      "{\"EventType\":\"check_create_suite_url\",\"Random\":\"brdkKLMW\"}",
      "HcA0QDKRG/U9FnFvX30Rg+k8ZtknapaWCr/WdB4xeFfm86huqzxkftZqNcmsxnzrefRogu"
          + "ybFjMuf4/dPZZ5HvNcX+t9ej3xTDiYkRnk1JmC1BVT1mUAVbGPXGWmoxgII71RfxKES+0N"
          + "UFgznzcT01yadDndn6JXwkoR8QP4oE0=",
      "fd5dd74c3c8f608aa07662972cf756639684f15a"),
  V2(
      "gwToken01",
      "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
      "suiteqwertyuiop1234",
      "1700000000123",
      "nEXhMP4r",
      "success",
      "ECb94sC68hxnidW1ycQhszrxg8TN+gtpZ0YX+JyyJLrt0D8kjc2/dAmV0KVpGKLbIq60cG"
          + "hORwHqvQmqdykFUQ==",
      "2241d5aa908c6b31926b758a824cceea32359faf"),
  V3(
      "gwToken01",
      "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
      "suiteqwertyuiop1234",
      "1700000000456",
      "a1B2c3D4",
      "{\"EventType\":\"SYNC_HTTP_PUSH_HIGH\",\"bizData\":[{\"gmt_create\":1652841516"
          + "000,\"biz_type\":2,\"open_cursor\":0,\"subscribe_id\":\"2530001_0\",\"id\":2301,"
          + "\"gmt_modified\":1652841516000,\"biz_id\":\"2530001\",\"biz_data\":\"{\\\"syncAct"
          + "ion\\\":\\\"suite_ticket\\\",\\\"suiteTicket\\\":\\\"tk-中文\\\",\\\"syncSeq\\\":\\\"1ABA5C\\"
          + "\"}\",\"corp_id\":\"ding9f50b15b00001\",\"status\":0}]}",
      "LhSvzn+LsByPEwa8bVyjFuImR0vnSHZhj6x8WY4BI8qO8jW8Lupdg/Z3LiTzRuewNIJBoF"
          + "wHp0wv2bqfdjD1raedng7jtglxyu2V2APYILY0hR7M5KvVAD5yNEzHZeZelcn5R7Sg9tPU"
          + "qwjtckmqPzrYoglheu/KEIxDr0CCAkHDohzfWPb1dysGrhKLdi5qZedXf0xmpBe9ltuG8B"
          + "WTrCkNDkY9AT6UtR6x/YFHBC+dFEzfYamzzn2X0tP3xPKfYtiHUZRmxZR8LjRUhwFZ8yZp"
          + "WapkJ5W5YP/OEdPHgQ+V76GHetButtAF1y4Z2jk7AjWoejwg7e+e5xjlwW+/k1YH9Xsl+B"
          + "9c7wOY6Hz+nBirIzwsl2cnTJuJOp8HWDrPdSxU+yQo0MEOZn/G65Yd5QzTTF0AR+IwshGg"
          + "gxVj/JsX4UKWWWAEq/knkrd5gyOKUbHUkFLRE0TB3mcm+PYs4KpCIbu37bJTM8dtIJeuJx"
          + "fcMihi/BoACcg5yLA+Wxej",
      "7d597590ec1b2f42bedbc1c95c879b1190fe041c"),
  V4(
      "t0k",
      "0000000000000000000000000000000000000000000",
      "dingcorp0001",
      "1600000000000",
      "n",
      "{\"EventType\":\"check_url\",\"a\":\"\"}",
      "SrVLqbl0a7o9OwyrixvXC9aacYgbhkJl4GoootrZemwVUpoFq9kZI/r7YKlDEgSDDpm9hS"
          + "X0a0IGhbQk/neAGry08TOiDqsKVxbLxGfGNjvXxErwox8G82FGA2VxwF+U",
      "7d1aaeb5980fef7ca43b1bb9c890c58334e94061"),
  V5(
      "t0k",
      "0000000000000000000000000000000000000000000",
      "ding1",
      "1600000000000",
      "n",
      "{\"EventType\":\"check_url\"}",
      "SrVLqbl0a7o9OwyrixvXC2BHw/zS4oY2c1A1Wrn+SvIgTttdkHGeqCxy3Pw/TL14/B5o9r"
          + "buLrXD0R/ORodU+A==",
      "a30e42808e8319a388682263f9c077a29229bdc8"),
  D1(
      "123456",
      "1234567890123456789012345678901234567890123",
      "dingsnotzck6pm5veliw",
      "1614767836",
      "A7Co0cJLMzIDtMMI",
      "success",
      "YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQX"
          + "ZNwpwWSm1xAFJ5ZA==",
      "9a95a004dd16f5c307e849b994173f76aa26e5eb"),
  D2(
      "123456",
      "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij",
      "suite4xxxxxxxxxxxxxxx",
      "1445827045067",
      "nEXhMP4r",
      "{\"EventType\":\"check_create_suite_url\",\"Random\":\"LPIdSnlF\",\"TestSuiteKe"
          + "y\":\"suite4xxxxxxxxxxxxxxx\"}",
      "1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3v"
          + "DMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAg"
          + "nC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0"
          + "w9lQ==",
      "5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0");

  private final String token;
  private final String aesKey;
  private final String ownerKey;
  final String timestamp;
  final String nonce;
  final String plaintext;
  final String encrypt;
  final String signature;

  CryptoVector(
      String token,
      String aesKey,
      String ownerKey,
      String timestamp,
      String nonce,
      String plaintext,
      String encrypt,
      String signature) {
    this.token = token;
    this.aesKey = aesKey;
    this.ownerKey = ownerKey;
    this.timestamp = timestamp;
    this.nonce = nonce;
    this.plaintext = plaintext;
    this.encrypt = encrypt;
    this.signature = signature;
  }

  EventKeys keys() {
    return new EventKeys(token, aesKey, ownerKey);
  }
}
