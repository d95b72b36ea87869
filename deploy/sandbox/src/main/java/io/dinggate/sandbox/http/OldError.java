package io.dinggate.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An error of the old API: HTTP 200 with {@code errcode}. What DingTalk's gateway refuses (token,
 * permission, address, frequency) is wrapped into errcode 88 on {@code /topapi} paths and bare
 * elsewhere; what the API behind it refuses is always bare.
 */
public final class OldError extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final int WRAPPER = 88;

  private enum Form {
    BARE,
    WRAPPED,
    BY_PATH
  }

  private final int errcode;
  private final Form form;

  private OldError(int errcode, String errmsg, Form form) {
    super(errmsg);
    this.errcode = errcode;
    this.form = form;
  }

  /** Refused by the API itself. */
  public static OldError of(int errcode, String errmsg) {
    return new OldError(errcode, errmsg, Form.BARE);
  }

  /** Refused by the gateway before the API saw the call. */
  public static OldError byGateway(int errcode, String errmsg) {
    return new OldError(errcode, errmsg, Form.BY_PATH);
  }

  /** In the wrapper whatever the path. */
  public static OldError wrapped(int errcode, String errmsg) {
    return new OldError(errcode, errmsg, Form.WRAPPED);
  }

  public static OldError badParameter(String what) {
    return of(400002, "参数错误: " + what);
  }

  @Override
  public Reply toReply(String path) {
    String errmsg = String.valueOf(getMessage());
    ObjectNode body = Json.object();
    if (form == Form.WRAPPED || (form == Form.BY_PATH && path.startsWith("/topapi/"))) {
      body.put("errcode", WRAPPER);
      body.put("sub_code", String.valueOf(errcode));
      body.put("sub_msg", errmsg);
      body.put("errmsg", "ding talk error[subcode=" + errcode + ",submsg=" + errmsg + "]");
    } else {
      body.put("errcode", errcode);
      body.put("errmsg", errmsg);
    }
    return Reply.json(200, body.put("request_id", Reply.requestId()));
  }
}
