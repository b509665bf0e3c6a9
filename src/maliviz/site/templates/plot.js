for(const id of __STYLES__)document.head.append(Object.assign(document.createElement("meta"),{id}));
addEventListener("load",()=>{
const figure=JSON.parse(document.querySelector("script[type='application/json']").textContent);
Plotly.newPlot("plot",figure.data,figure.layout,{responsive:true,displayModeBar:false__WORDS__});
});
