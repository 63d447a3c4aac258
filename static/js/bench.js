// The bench on which the API is tried: Swagger UI from this site alone, its few words in Chinese.
(function () {
  "use strict";
  var WORDS = {
    "Parameters": "参数", "Name": "名称", "Description": "说明", "No parameters": "没有参数", "Try it out": "试一试",
    "Cancel": "取消", "Reset": "重置", "Execute": "发送", "Clear": "清除", "Responses": "答复", "Response body": "答复内容",
    "Response headers": "答复头", "Server response": "服务器的答复", "Request URL": "请求地址", "Curl": "命令行", "Code": "状态",
    "Details": "详情", "Links": "链接", "No links": "没有", "Media type": "类型", "Example Value": "示例", "Schema": "结构",
    "Schemas": "结构", "Controls Accept header.": "决定请求头 Accept", "Download": "下载", "Loading...": "正在读取",
    "Add string item": "加一个", "Headers:": "答复头：", "Type": "类型", "Request duration": "用时", "Servers": "服务器",
    "default": "全部", "Hide": "收起", "Undocumented": "文档里没有", "Collapse all": "全部收起", "Expand all": "全部展开"
  };
  var place = document.getElementById("bench");

  function word(node) {
    var known = WORDS[node.nodeValue.trim()];
    if (known) { node.nodeValue = node.nodeValue.replace(node.nodeValue.trim(), known); }
  }
  function fit() {
    // Its headings follow the page's; its main part is that of the page, which has none of its own.
    place.querySelectorAll("h3.opblock-tag:not([aria-level])").forEach(function (head) {
      head.setAttribute("role", "heading"); head.setAttribute("aria-level", "2");
    });
  }
  function reword(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), node;
    while ((node = walker.nextNode())) {
      if (!node.parentElement.closest("pre, code, textarea")) { word(node); }
    }
  }
  new MutationObserver(function (changes) {
    fit();
    changes.forEach(function (change) {
      if (change.type === "characterData") { word(change.target); return; }
      change.addedNodes.forEach(function (node) {
        if (node.nodeType === Node.TEXT_NODE) { word(node); } else if (node.nodeType === Node.ELEMENT_NODE) { reword(node); }
      });
    });
  }).observe(place, { childList: true, characterData: true, subtree: true });
  window.SwaggerUIBundle({
    url: place.dataset.openapi, domNode: place, validatorUrl: null, supportedSubmitMethods: ["get"],
    defaultModelsExpandDepth: -1, tryItOutEnabled: false, queryConfigEnabled: false
  });
})();
