package io.dinggate.cloud.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers, made with the platform's own class. */
class ServiceSignatureTest {

  @ParameterizedTest
  @CsvSource({
    "1527130370219,TestSuiteTicket,suiteSecret123,TLQbV8xCZ6xDJDAb3FZ3Vu1agJYMIY9yLphJ4n68+IM=",
    "1700000000123,QsfJCEVF1h6E9fAaGwnAzbvYz,_FP5PpZF3irDKjxxx-Zz09,"
        + "UbVte2tOp/00z5bSqdaP41YPVKClaXl2XVhV7GE9PDg=",
    "1598359962000,5ZAl6-Bn8k_T+Y/w=,s3cr3t+/~*=,wUM7Ox9sj9EKg94hPJHk5fwqsac+XLlbxMYRxzubmK4=",
    "1636725918388,ticket,secret,LOZmXJzlQYpIu5emP6/1OF4hE3qlMzY/6y4FbDjXPbU="
  })
  void knownAnswers(long timestamp, String ticket, String secret, String signature) {
    assertThat(ServiceSignature.of(timestamp, ticket, secret)).isEqualTo(signature);
  }
}
