/** Page furniture: lines that stand around a text and are no part of it. Patterns are for folded lines without spaces. */

const LABELLED =
  /^.{0,2}(?:发布|更新|创建|上传)?(?:时间|日期|来源|作者|点击|点击率|浏览次数|浏览|阅读次数|阅读|发布者|发布人|编辑|责编|审核|字号|字体|标签|关键词|附件|联系人|联系电话|填表人|抄送|报送|编者按|导语|校对|录入|信息来源|文章来源|当前位置|您的位置)\d?[::|]/;

const OPENING =
  /^(?:暂无评论|上一[篇条页]|下一[篇条页]|相关(?:文章|阅读|链接|推荐|新闻)|推荐阅读|猜你喜欢|扩展阅读|延伸阅读|热门文章|热门推荐|最新文章|版权所有|版权声明|免责声明|网友分享|返回顶部|返回首页|返回列表|打印本页|关闭窗口|分享到|扫一扫|点击排行|本站|注:本文|下载文档|文档简介|\(?责任编辑|\(?编辑:|\(?通讯员|\d{4}-\d{1,2}-\d{1,2})/;

const DATED = /^\(?(?:\d{2,4}|[二〇零○一三四五六七八九]{4})年.{1,6}月(?:.{1,3}日)?\)?$/;
const BRACKETED = /^\([^()]{2,90}\)$/;
const HAN = /[一-龥]/;
/** The end of a sentence that a line break cut off. */
const REST = /^[。,;:!?”’)》、…]{1,4}$/;

/** Whether a folded line is page furniture, a date line, a byline in brackets or has no Chinese at all. */
export function isNoise(line: string): boolean {
  if (!HAN.test(line)) return !REST.test(line);
  if (line.length > 100) return false;
  return LABELLED.test(line) || (line.length <= 60 && OPENING.test(line)) || DATED.test(line) || BRACKETED.test(line);
}
