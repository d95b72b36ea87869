package io.dinggate.bench.load;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names and sentences of many lengths, in Chinese and English. */
final class Texts {

  private static final String FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
  private static final List<String> GIVEN =
      List.of("芳", "伟", "娜", "敏", "静", "磊", "洋", "志强", "秀英", "建国", "晓明", "雨桐");
  private static final List<String> SENTENCES =
      List.of(
          "订单已发货。",
          "The delivery has arrived at gate 3.",
          "请在今天下班前确认本周的排班表，谢谢配合。",
          "Inspection of line 7 found two faults; both are mended, and the line runs again.",
          "会议改到下午三点，地点不变。",
          "Please sign the attached protocol.",
          "仓库盘点将于周五进行：各组请提前核对库存，并把差异登记在系统中，以便财务月底结账。",
          "The canteen closes early today.");

  private Texts() {}

  /** A person's name; the same for the same number. */
  static String name(int number) {
    var family = FAMILY.charAt(Math.floorMod(number, FAMILY.length()));
    return family + GIVEN.get(Math.floorMod(number / FAMILY.length(), GIVEN.size()));
  }

  /** One to six sentences. */
  static String some(RandomGenerator random) {
    var text = new StringBuilder();
    for (var left = random.nextInt(1, 7); left > 0; left--) {
      text.append(SENTENCES.get(random.nextInt(SENTENCES.size()))).append(' ');
    }
    return text.toString().strip();
  }
}
