package io.dinggate.cloud.dingtalk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The older API: always status 200, the outcome is in the body, the access token in the query. Made
 * by {@link DingTalkClients}; answers are read by {@link OapiAnswers}.
 */
@Path("")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.WILDCARD)
interface OapiClient {

  @POST
  @Path("service/get_suite_token")
  Response suiteToken(OapiWire.SuiteTokenRequest request);

  @POST
  @Path("service/get_permanent_code")
  Response permanentCode(
      @QueryParam("suite_access_token") String suiteToken, OapiWire.PermanentCodeRequest request);

  @POST
  @Path("service/activate_suite")
  Response activate(
      @QueryParam("suite_access_token") String suiteToken, OapiWire.ActivateRequest request);

  @POST
  @Path("service/get_auth_info")
  Response authInfo(
      @QueryParam("accessKey") String suiteKey,
      @QueryParam("timestamp") long timestamp,
      @QueryParam("suiteTicket") String suiteTicket,
      @QueryParam("signature") String signature,
      OapiWire.AuthInfoRequest request);

  @POST
  @Path("topapi/user/getbyunionid")
  Response userByUnionId(
      @QueryParam("access_token") String token, OapiWire.UserByUnionIdRequest request);

  @POST
  @Path("topapi/v2/user/get")
  Response user(@QueryParam("access_token") String token, OapiWire.UserRequest request);

  @POST
  @Path("topapi/v2/user/getbymobile")
  Response userByMobile(
      @QueryParam("access_token") String token, OapiWire.UserByMobileRequest request);

  @POST
  @Path("topapi/v2/user/getuserinfo")
  Response inAppUser(@QueryParam("access_token") String token, OapiWire.CodeRequest request);

  @POST
  @Path("topapi/message/corpconversation/sendbytemplate")
  Response sendTemplate(
      @QueryParam("access_token") String token, OapiWire.SendTemplateRequest request);

  @POST
  @Path("topapi/message/corpconversation/asyncsend_v2")
  Response send(@QueryParam("access_token") String token, OapiWire.SendRequest request);

  @POST
  @Path("topapi/message/corpconversation/getsendprogress")
  Response sendProgress(@QueryParam("access_token") String token, OapiWire.TaskRequest request);

  @POST
  @Path("topapi/message/corpconversation/getsendresult")
  Response sendResult(@QueryParam("access_token") String token, OapiWire.TaskRequest request);

  @POST
  @Path("topapi/message/corpconversation/recall")
  Response recall(@QueryParam("access_token") String token, OapiWire.RecallRequest request);

  @POST
  @Path("topapi/v2/department/listsub")
  Response subDepartments(
      @QueryParam("access_token") String token, OapiWire.DepartmentRequest request);

  @POST
  @Path("topapi/user/listid")
  Response departmentUsers(
      @QueryParam("access_token") String token, OapiWire.DepartmentRequest request);

  @GET
  @Path("call_back/get_call_back_failed_result")
  Response lostPushes(@QueryParam("access_token") String token);

  @GET
  @Path("auth/scopes")
  Response scopes(@QueryParam("access_token") String token);

  @POST
  @Path("topapi/v2/department/get")
  Response department(@QueryParam("access_token") String token, OapiWire.DepartmentRequest request);

  @POST
  @Path("topapi/v2/user/list")
  Response members(@QueryParam("access_token") String token, OapiWire.MembersRequest request);
}
