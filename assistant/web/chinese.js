// Gradio takes most of its words from the browser's language, and says some in English whatever that is. Neither may
// reach the reader: the language is Chinese here, and what is left is put into Chinese as it comes up.
(() => {
  for (const [name, value] of [["language", "zh-CN"], ["languages", ["zh-CN", "zh"]]]) {
    Object.defineProperty(navigator, name, { get: () => value });
  }

  const WORDS = {
    "Add column to the left": "在左侧添加列",
    "Add column to the right": "在右侧添加列",
    "Add row": "添加一行",
    "Add row above": "在上方添加行",
    "Add row below": "在下方添加行",
    "Apply filter and update dataframe values": "应用筛选",
    "Cancel": "取消",
    "Cell is read-only": "这一格不能改",
    "chatbot conversation": "对话",
    "Choose a file": "选择文件",
    "Clear": "清空",
    "Click to upload or drop files": "选择文件，或把文件拖到这里",
    "Close": "关闭",
    "Close picker": "关闭日历",
    "Connection errored out. ": "连接出错，请刷新页面。",
    "Connection Lost": "连接已断开",
    "Connection re-established.": "已重新连接。",
    "Connection to the server was lost. Attempting reconnection...": "与服务的连接断开了，正在重新连接……",
    "Contains": "包含",
    "Copied": "已复制",
    "Copied to clipboard": "已复制",
    "copy": "复制",
    "Copy": "复制",
    "Copy conversation": "复制对话",
    "Copy message": "复制这一条",
    "Copy table data": "复制表格",
    "Dataframe": "表格",
    "Delete column": "删除列",
    "Delete row": "删除这一行",
    "Dismiss": "关闭",
    "Does not contain": "不包含",
    "Download": "下载",
    "Dropdown": "下拉列表",
    "Edit cell": "编辑单元格",
    "Empty value": "空",
    "Ends with": "以此结尾",
    "Error": "错误",
    "Exit fullscreen mode": "退出全屏",
    "File upload": "选择文件",
    "Filter...": "筛选……",
    "Filtered": "已筛选",
    "Fullscreen": "全屏",
    "Info": "提示",
    "Is": "等于",
    "Is empty": "为空",
    "Is not": "不等于",
    "Is not empty": "不为空",
    "Loading": "正在读取",
    "Loading...": "正在读取……",
    "Loading response": "正在回答",
    "More tabs": "更多",
    "Open cell menu": "打开单元格菜单",
    "Reconnected": "已重新连接",
    "Remove file": "移除文件",
    "Remove label": "去掉",
    "Remove this file": "移除这个文件",
    "Reset to default value": "恢复默认值",
    "Scroll to bottom": "到最后",
    "Search...": "查找……",
    "Select/Deselect All": "全选或全不选",
    "Starts with": "以此开头",
    "Static column": "不能改的列",
    "Stop": "停止",
    "Submit": "发送",
    "Success": "完成",
    "Table actions": "表格操作",
    "Textbox": "文本框",
    "Upload file": "上传文件",
    "Uploaded files": "已选的文件",
    "Uploading": "正在上传",
    "View full screen": "全屏",
    "Warning": "提醒",
    "YYYY-MM-DD": "如2025-03-31",
  };
  const PATTERNS = [
    [/^Select (\d+)$/, "选择第$1项"],
    [/^Header (\d+)$/, "第$1列"],
    [/^Sorted .*$/, "已排序"],
    [/^Toggle all: (.*)$/, "全选：$1"],
    [/^Change filter.*$/, "更改筛选方式"],
    [/^Enter text to (search|filter) the table$/, "输入文字以筛选表格"],
    [/^range slider for (.*)$/, "$1（滑块）"],
    [/^number input for (.*)$/, "$1（数值）"],
    [/^user's message: ([^]*)$/, "我：$1"],
    [/^bot's message: ([^]*)$/, "回答：$1"],
    [/^queue: (\d+)\/(\d+)\s*\|?$/, "排队 $1/$2"],
    [/^processing\s*\|?$/, "正在处理"],
  ];
  const NAMES = ["aria-label", "title", "placeholder", "alt", "aria-roledescription"];
  const chinese = (text) => {
    const said = text.trim();
    if (!/^[A-Za-z]/.test(said)) return;
    if (Object.hasOwn(WORDS, said)) return WORDS[said];
    const pattern = PATTERNS.find(([english]) => english.test(said));
    return pattern && said.replace(...pattern);
  };
  // Ours, and what people write, is Chinese already, or English because they wrote it so.
  const ours = (element) => !element || element.closest(".html-container, textarea, [contenteditable]");
  const put = (node) => {
    const said = node.data.length < 120 && !ours(node.parentElement) && chinese(node.data);
    if (said) node.data = said;
  };
  const label = (element, names) => {
    for (const name of names) {
      const said = element.hasAttribute(name) && !ours(element) && chinese(element.getAttribute(name));
      if (said) element.setAttribute(name, said);
    }
    // Gradio gives this one no name at all.
    if (element.matches("button.calendar:not([aria-label])")) element.setAttribute("aria-label", "打开日历");
  };
  const walk = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return put(root);
    if (root.nodeType !== Node.ELEMENT_NODE || ours(root)) return;
    label(root, NAMES);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) put(walker.currentNode);
      else label(walker.currentNode, NAMES);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") label(change.target, [change.attributeName]);
      else if (change.type === "characterData") put(change.target);
      else change.addedNodes.forEach(walk);
    }
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
})();
